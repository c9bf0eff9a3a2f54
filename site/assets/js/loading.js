// Shows how far a class is while its rows are loaded. Without it the page comes anew by itself.
(function () {
  "use strict";
  var place = document.querySelector("[data-loading]");
  if (!place || !window.fetch || !window.DOMParser) { return; }

  function look() {
    fetch(location.href, {credentials: "same-origin"}).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.text();
    }).then(function (text) {
      var next = new DOMParser().parseFromString(text, "text/html").querySelector("[data-loading]");
      if (!next) { location.reload(); return; }
      place.querySelector("p").textContent = next.querySelector("p").textContent;
      place.querySelector("progress").value = next.querySelector("progress").value;
      setTimeout(look, 1500);
    }).catch(function () { setTimeout(look, 5000); });
  }
  setTimeout(look, 1500);
}());
