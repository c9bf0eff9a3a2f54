// Narrows the list of this page while somebody types, and once for ?q= in the address.
// Without it the page still shows everything; nothing typed leaves the phone.
(function () {
  "use strict";
  var box = document.getElementById("q");
  var list = document.querySelector("[data-filtered]");
  var answer = document.querySelector("[data-answer]");
  var other = document.getElementById("elsewhere");
  if (!box || !list || !other) { return; }
  var rows = Array.prototype.slice.call(list.querySelectorAll("[data-find]"));
  var groups = Array.prototype.slice.call(list.querySelectorAll("[data-group]"));
  var before = answer ? answer.innerHTML : "";

  function narrow() {
    var words = box.value.toLowerCase().split(/[\s,，、]+/).filter(Boolean);
    var left = 0;
    rows.forEach(function (row) {
      var text = row.getAttribute("data-find").toLowerCase();
      var fits = words.every(function (word) { return text.indexOf(word) >= 0; });
      row.hidden = !fits;
      left += fits ? 1 : 0;
    });
    groups.forEach(function (group) {
      group.hidden = !group.querySelector("[data-find]:not([hidden])");
    });
    if (!answer) { return; }
    if (!words.length) {
      answer.innerHTML = before;
    } else {
      answer.textContent = left ? "找到 " + left + " 个" : "没有找到。少打几个字，或者换个说法试试。";
      if (!left) {
        var link = other.content.firstElementChild.cloneNode(true);
        link.href = link.getAttribute("href") + "?q=" + encodeURIComponent(box.value);
        answer.appendChild(link);
      }
    }
  }

  box.value = new URLSearchParams(location.search).get("q") || box.value;
  box.addEventListener("input", narrow);
  box.form.addEventListener("submit", function (event) { event.preventDefault(); narrow(); });
  narrow();
})();
