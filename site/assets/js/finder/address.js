// What was chosen stands in the page's own address, so that it can be shared and gone back to.
(function () {
  "use strict";
  var finder = window.finder = window.finder || {};
  finder.KEYS = ["q", "province", "prefecture", "class", "specialty", "level", "entry", "boarding",
    "green", "order", "cost", "distance", "county", "sort", "all"];

  finder.readAddress = function (search) {
    var chosen = {};
    finder.KEYS.forEach(function (key) { chosen[key] = ""; });
    search.slice(1).split("&").forEach(function (pair) {
      var cut = pair.indexOf("=");
      var key = pair.slice(0, cut);
      if (cut < 0 || finder.KEYS.indexOf(key) < 0) { return; }
      try {
        chosen[key] = decodeURIComponent(pair.slice(cut + 1).replace(/\+/g, " "));
      } catch (_) { chosen[key] = ""; }
    });
    return chosen;
  };

  finder.addressOf = function (chosen) {
    var pairs = finder.KEYS.filter(function (key) { return chosen[key]; }).map(function (key) {
      return key + "=" + encodeURIComponent(chosen[key]);
    });
    return location.pathname + (pairs.length ? "?" + pairs.join("&") : "");
  };

  finder.writeAddress = function (chosen, push) {
    var address = finder.addressOf(chosen);
    if (address === location.pathname + location.search) { return; }
    history[push ? "pushState" : "replaceState"](null, "", address);
  };
})();
