// When a typed word finds a text. generator/finder/matching.py says the same; a test compares them.
(function () {
  "use strict";
  var finder = window.finder = window.finder || {};
  var LATIN = /^[a-z0-9]+$/;

  finder.plain = function (text) {
    var same = text.normalize ? text.normalize("NFKC") : text;
    return same.replace(/[A-Z]/g, function (sign) { return sign.toLowerCase(); }).replace(/ü/g, "v");
  };

  finder.wordsOf = function (query) {
    return finder.plain(query).split(/[\s,，、;；。]+/).filter(Boolean);
  };

  // Readings come as reading -> characters; they are asked for as character -> readings.
  finder.readings = {};
  finder.learnReadings = function (table) {
    Object.keys(table).forEach(function (sound) {
      table[sound].split("").forEach(function (sign) {
        (finder.readings[sign] = finder.readings[sign] || []).push(sound);
      });
    });
  };
  finder.needsReadings = function (query) { return /[a-z]/.test(finder.plain(query)); };

  function sounds(sign) {
    if (LATIN.test(sign)) { return [sign]; }
    return Object.prototype.hasOwnProperty.call(finder.readings, sign) ? finder.readings[sign] : [];
  }

  // Full pinyin of neighbouring characters from `start` on; the last one may be unfinished.
  function spells(typed, said, start) {
    var ends = [0];
    for (var at = start; at < said.length; at++) {
      var reached = [];
      var readings = sounds(said[at]);
      for (var e = 0; e < ends.length; e++) {
        var rest = typed.slice(ends[e]);
        for (var r = 0; r < readings.length; r++) {
          if (readings[r].indexOf(rest) === 0) { return true; }
          if (rest.indexOf(readings[r]) === 0) { reached.push(ends[e] + readings[r].length); }
        }
      }
      if (!reached.length) { return false; }
      ends = reached;
    }
    return false;
  }

  // One initial after the other from `start` on; zh, ch, sh count as z, c, s too.
  function initials(typed, said, start) {
    var ends = [0];
    for (var at = start; at < said.length; at++) {
      var reached = [];
      var readings = sounds(said[at]);
      for (var e = 0; e < ends.length; e++) {
        for (var r = 0; r < readings.length; r++) {
          var one = readings[r].slice(0, 1);
          var two = readings[r].slice(0, 2);
          if (typed.indexOf(one, ends[e]) === ends[e]) { reached.push(ends[e] + 1); }
          if (/^[zcs]h$/.test(two) && typed.substr(ends[e], 2) === two) { reached.push(ends[e] + 2); }
        }
      }
      if (reached.indexOf(typed.length) >= 0) { return true; }
      if (!reached.length) { return false; }
      ends = reached.filter(function (end, first) { return reached.indexOf(end) === first; });
    }
    return false;
  }

  finder.finds = function (word, text) {
    var said = finder.plain(text);
    if (said.indexOf(word) >= 0) { return true; }
    var typed = word.replace(/'/g, "");
    if (!LATIN.test(typed)) { return false; }
    for (var start = 0; start < said.length; start++) {
      if (spells(typed, said, start) || initials(typed, said, start)) { return true; }
    }
    return false;
  };

  // As `finds`, and also when the query holds the whole alias: 我要学修车.
  finder.findsAlias = function (word, alias) {
    var said = finder.plain(alias);
    return said.length >= 2 && word.indexOf(said) >= 0 || finder.finds(word, alias);
  };
})();
