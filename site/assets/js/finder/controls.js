// The selects and chips of the finder: what they offer, with how many, and what is chosen.
(function () {
  "use strict";
  var finder = window.finder = window.finder || {};
  var NAMES = { q: "打的字", province: "省", prefecture: "市州", "class": "学哪一类", specialty: "专业",
    level: "学到哪一级", entry: "从哪里毕业", boarding: "能住校", green: "绿色通道", order: "有订单班",
    cost: "一年自己出", distance: "多远以内" };
  finder.nameOf = function (key) { return NAMES[key]; };

  // Without counts every option stands there; with them, those that lead somewhere.
  function fill(key, options, counts, chosen) {
    var select = document.getElementById("f-" + key);
    while (select.options.length > 1) { select.remove(1); }
    options.forEach(function (one) {
      var count = counts && (counts[one[0]] || 0);
      if (counts && !count && one[0] !== chosen[key]) { return; }
      var option = finder.element("option", one[1] + (counts ? "（" + count + "）" : ""));
      option.value = one[0];
      select.appendChild(option);
    });
    select.value = chosen[key] || "";
    if (select.selectedIndex < 0) { select.selectedIndex = 0; }
  }

  function different(rows, pair) {
    var seen = {};
    rows.forEach(function (row) {
      var found = pair(row);
      if (found) { seen[found[0]] = found[1]; }
    });
    return Object.keys(seen).map(function (value) { return [value, seen[value]]; });
  }
  function ofSpecialty(pair) { return function (row) { return row.specialty && pair(row); }; }

  // `provinces` are [code, name]; their counts are known only when the whole country is loaded.
  finder.drawControls = function (rows, answer, chosen, provinces, national) {
    var counts = answer.counts;
    fill("province", provinces, national ? counts.province : null, chosen);
    fill("prefecture", different(rows, function (row) {
      var area = row.college.area;
      return area.prefecture && [area.code.slice(0, 4) + "00", area.prefecture];
    }).sort(), counts.prefecture, chosen);
    fill("class", different(rows, ofSpecialty(function (row) {
      return [row.specialty.classCode, row.specialty.className];
    })).sort(), counts["class"], chosen);
    fill("specialty", different(rows, ofSpecialty(function (row) {
      return [row.specialty.id, row.specialty.name];
    })), counts.specialty, chosen);
    ["level", "entry"].forEach(function (key) {
      fill(key, different(rows, ofSpecialty(function (row) { return [row[key], row[key]]; })),
        counts[key], chosen);
    });
    fill("cost", finder.COSTS.map(function (most) {
      return [String(most), "不超过 " + finder.yuan(most)];
    }).concat([["unknown", "学校没写收费"]]), counts.cost, chosen);
    fill("distance", finder.DISTANCES.map(function (most) {
      return [String(most), "直线距离 " + most + " 公里以内"];
    }), counts.distance, chosen);
    document.getElementById("f-distance").disabled = !chosen.county;
    document.getElementById("sort-distance").disabled = !chosen.county;
    ["boarding", "green", "order"].forEach(function (key) {
      document.getElementById("n-" + key).textContent = counts[key]["1"] || 0;
    });
    finder.drawChosen(chosen);
  };

  finder.drawProvinces = function (provinces, chosen) { fill("province", provinces, null, chosen); };

  // What is chosen, before any file is there.
  finder.drawChosen = function (chosen) {
    ["boarding", "green", "order"].forEach(function (key) {
      document.getElementById("f-" + key).checked = chosen[key] === "1";
    });
    document.getElementById("f-sort").value = chosen.sort || (chosen.county ? "distance" : "place");
  };
})();
