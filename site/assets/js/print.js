// Puts a button in the place of the hint at the foot of the page.
(function () {
  "use strict";
  var place = document.querySelector("[data-print]");
  if (!place || !window.print) { return; }
  var button = document.createElement("button");
  button.type = "button";
  button.className = "btn ghost";
  button.textContent = "打印这一页";
  button.addEventListener("click", function () { window.print(); });
  place.textContent = "";
  place.appendChild(button);
})();
