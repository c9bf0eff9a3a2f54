// The JSON files of the finder back into colleges and rows. generator/finder/shelf.py writes them.
(function () {
  "use strict";
  var finder = window.finder = window.finder || {};
  var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var LONGEST = 12;
  var WHOLE = 30;
  var MOST = 1000000000;

  // packing.py: a Rice code, six bits a character.
  finder.unpack = function (text, count) {
    var low = ALPHABET.indexOf(text[0]);
    var place = 6;
    function bit() {
      var value = ALPHABET.indexOf(text[Math.floor(place / 6)]) >> (5 - place % 6) & 1;
      place += 1;
      return value;
    }
    var found = [];
    while (found.length < count) {
      var high = 0;
      while (high < LONGEST && bit()) { high += 1; }
      var wide = high === LONGEST ? WHOLE : low;
      var number = high === LONGEST ? 0 : high;
      for (var n = 0; n < wide; n++) { number = number * 2 + bit(); }
      found.push(number);
    }
    return found;
  };

  // areas.py: a line a province, ; before a prefecture, , before a county.
  finder.areas = function (text) {
    var found = [];
    text.split("\n").forEach(function (line) {
      var parts = line.split(";");
      var province = parts[0];
      parts.slice(1).forEach(function (part) {
        var counties = part.split(",");
        counties.slice(1).forEach(function (county) {
          found.push({
            code: province.slice(0, 2) + counties[0].slice(0, 2) + county.slice(0, 2),
            province: province.slice(2),
            prefecture: counties[0].slice(2),
            county: county.slice(2),
            name: province.slice(2) + counties[0].slice(2) + county.slice(2)
          });
        });
      });
    });
    return found;
  };

  // forms.py: a text with the marks of what is known already.
  function textOf(form, parts, number) {
    if (form[0] === "\ue00f") { return form.slice(1); }
    return form.replace(/\ue006([0-9])/g, function (_, wide) {
      var digits = String(number);
      while (digits.length < Number(wide)) { digits = "0" + digits; }
      return digits;
    }).replace(/[\ue000-\ue00e]/g, function (mark) { return parts[mark]; });
  }

  function lastNumber(id) { return (/[0-9]{1,9}$/.exec(id) || [""])[0]; }

  function collegeOf(kind, area, number) {
    var id = textOf(kind[0], {}, number);
    var parts = {
      "\ue000": area.county, "\ue001": area.prefecture, "\ue002": area.province,
      "\ue003": area.county.slice(0, 2), "\ue004": area.prefecture.slice(0, 2),
      "\ue005": area.province.slice(0, 2), "\ue008": lastNumber(id)
    };
    return {
      id: id, name: textOf(kind[1], parts), area: area, tier: kind[2], badge: kind[3], sample: kind[4]
    };
  }

  function specialtyWord(name) {
    return name.slice(0, 2) === "示例" && name.indexOf("·") >= 0
      ? name.slice(name.lastIndexOf("·") + 1) : "";
  }

  finder.words = function (file) {
    return file.specialties.map(function (one) {
      return {
        id: one[0], name: one[1], word: specialtyWord(one[1]), classCode: one[2],
        className: file.classes[one[2]], sample: one[3] === 1, jobs: one[4], also: one[5]
      };
    });
  };

  // Every programme as a row, and every college without programmes as a row without a specialty.
  finder.rows = function (shelf, specialties) {
    function column(name, of) { return finder.unpack(shelf[name], shelf[of]); }
    var areas = finder.areas(shelf.areas);
    var kind = column("kind", "colleges"), number = column("number", "colleges");
    var place = column("place", "colleges"), count = column("count", "colleges");
    var offer = column("offer", "programmes"), serial = column("serial", "programmes");
    var specialty = column("specialty", "programmes"), sum = column("sum", "programmes");
    var rows = [];
    var area = 0;
    var next = 0;
    kind.forEach(function (which, at) {
      area += place[at];
      var college = collegeOf(shelf.kinds[which], areas[area], number[at]);
      if (!count[at]) { rows.push({ college: college, specialty: null, name: "", own: null }); }
      var last = 0;
      var taught = 0;
      for (var left = count[at]; left; left--, next++) {
        var said = shelf.offers[college.tier][offer[next]];
        last = (last + serial[next]) % MOST;
        taught = (taught + specialty[next]) % specialties.length;
        var one = specialties[taught];
        var share = shelf.sums[sum[next]];
        rows.push({
          college: college, specialty: one,
          id: textOf(said[0], {
            "\ue007": college.id, "\ue008": lastNumber(college.id), "\ue009": one.id
          }, last),
          name: textOf(said[1], { "\ue00a": one.name, "\ue00b": one.word }),
          level: said[2], entry: said[3], years: said[4], boarding: said[5], order: said[6],
          own: share ? (share - 1) * shelf.step : null
        });
      }
    });
    return rows;
  };
})();
