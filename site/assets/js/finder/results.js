// Draws what was found. Every word from a file goes into the page as text, never as markup.
(function () {
  "use strict";
  var finder = window.finder = window.finder || {};

  // element("li.name", "text" or elements …)
  finder.element = function (kind) {
    var parts = kind.split(".");
    var made = document.createElement(parts[0]);
    if (parts.length > 1) { made.className = parts.slice(1).join(" "); }
    for (var a = 1; a < arguments.length; a++) {
      var one = arguments[a];
      if (one) { made.appendChild(typeof one === "string" ? document.createTextNode(one) : one); }
    }
    return made;
  };
  finder.clear = function (box) { while (box.firstChild) { box.removeChild(box.firstChild); } };
  finder.button = function (kind, text, press) {
    var made = finder.element(kind, text);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  };
  finder.yuan = function (amount) {
    return String(amount).replace(/\B(?=(\d{3})+$)/g, ",") + " 元";
  };
  finder.kilometres = function (far) { return "直线距离 " + Math.round(far) + " 公里"; };

  var element = finder.element;

  function link(address, text) {
    var made = element("a", text);
    made.href = address;
    return made;
  }
  function chip(sample) { return sample ? element("span.tag.sample.chip", "示例") : null; }
  function tag(text) { return element("li.tag", text); }

  function tags(row) {
    var found = element("ul.tags");
    if (row.college.badge) { found.appendChild(tag("绿色通道")); }
    if (row.boarding) { found.appendChild(tag("能住校")); }
    if (row.order) { found.appendChild(tag("有订单班")); }
    return found.firstChild ? found : null;
  }

  function aside(row) {
    var side = element("span.side");
    var far = finder.distanceOf(row);
    if (!row.specialty) {
      side.appendChild(element("span", "没有招生信息"));
    } else if (row.own === null) {
      side.appendChild(element("span", "学校没写收费"));
    } else {
      side.appendChild(element("span", "补贴后一年最多出 ", element("b", finder.yuan(row.own)),
        chip(row.college.sample)));
    }
    if (far !== null) {
      side.appendChild(element("span", finder.kilometres(far), chip(row.college.sample)));
    }
    return side;
  }

  finder.drawRow = function (row) {
    var college = row.college;
    var there = "/colleges/" + encodeURIComponent(college.id) + "/";
    var name;
    if (row.specialty) {
      name = element("span.name",
        link("/programmes/" + encodeURIComponent(row.id) + "/", row.specialty.name),
        chip(college.sample),
        element("span.muted", link(there, college.name), chip(college.sample)),
        element("span.muted", college.area.name + " · " + row.level + " · " + row.years + " 年 · " +
          row.entry, chip(college.sample)),
        tags(row));
    } else {
      name = element("span.name", link(there, college.name), chip(college.sample),
        element("span.muted", college.area.name + " · " + college.tier), tags(row));
    }
    return element("li", name, aside(row));
  };

  finder.drawCount = function (found) {
    var programmes = found.filter(function (row) { return row.specialty; });
    function count(rows, sample) {
      return rows.filter(function (row) { return row.college.sample === sample; }).length;
    }
    var others = found.filter(function (row) { return !row.specialty; });
    var said = [
      [count(programmes, false), " 个专业点", ""], [count(programmes, true), " 个专业点", "示例 "],
      [count(others, false), " 所没有招生信息的学校", ""],
      [count(others, true), " 所没有招生信息的学校", "示例 "]
    ].filter(function (one) { return one[0]; })
      .map(function (one) { return one[2] + one[0] + one[1]; });
    return said.length ? "找到 " + said.join("，") + "。" : "没有找到。";
  };
})();
