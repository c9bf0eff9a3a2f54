// Loads the finder's files. One manifest a visit; a file that is gone means a newer manifest.
(function () {
  "use strict";
  var finder = window.finder = window.finder || {};
  var FOLDER = "/find/";
  var manifest = null;
  var kept = {};

  function get(file, done, failed) {
    var request = new XMLHttpRequest();
    request.open("GET", FOLDER + file);
    request.timeout = 60000;
    request.onload = function () {
      if (request.status !== 200) { failed(request.status); return; }
      try { var value = JSON.parse(request.responseText); } catch (_) { failed(0); return; }
      done(value);
    };
    request.onerror = request.ontimeout = function () { failed(0); };
    request.send();
  }

  function fileOf(name) {
    return name.length === 6 && /^[0-9]+$/.test(name) ? manifest.rows[name] : manifest[name];
  }

  function all(names, done, failed) {
    var wanted = names.filter(function (name) { return fileOf(name) && !kept[name]; });
    var left = wanted.length;
    var broken = false;
    if (!left) { done(kept, manifest); return; }
    wanted.forEach(function (name) {
      get(fileOf(name), function (value) {
        kept[name] = value;
        left -= 1;
        if (!left && !broken) { done(kept, manifest); }
      }, function (status) {
        if (!broken) { broken = true; failed(status); }
      });
    });
  }

  // `namesFor(manifest)` says which files are wanted: words, all, counties, readings, 510000.
  finder.load = function (namesFor, done, failed, again) {
    function fresh(status) {
      if (status === 404 && !again) {
        manifest = null;
        kept = {};
        finder.load(namesFor, done, failed, true);
      } else {
        failed();
      }
    }
    function files() { all(namesFor(manifest), done, fresh); }
    if (manifest) { files(); return; }
    get("manifest.json", function (value) { manifest = value; files(); }, function () { failed(); });
  };
})();
