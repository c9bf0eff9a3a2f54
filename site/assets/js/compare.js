// Up to four programmes side by side, read from their own pages. Which ones stands in the address
// (?p=), and until the tab is closed in sessionStorage, so that ?add= can join the others.
// What a page says is put in as text, never as HTML.
(function () {
  "use strict";
  var MOST = 4;
  var KEY = "qianxiao-compare";
  var box = document.getElementById("compare");
  if (!box || !window.fetch || !window.URLSearchParams) { return; }
  var wide = window.matchMedia("(min-width: 720px)");
  var found = [];

  function make(tag, className, text) {
    var one = document.createElement(tag);
    if (className) { one.className = className; }
    if (text) { one.textContent = text; }
    return one;
  }

  function link(text, href, className) {
    var one = make("a", className, text);
    one.href = href;
    return one;
  }

  function kept() {
    try { return String(sessionStorage.getItem(KEY) || "").split(" "); } catch (e) { return []; }
  }

  function address(ids) {
    return "?" + (ids.length ? ids : [""]).map(function (id) { return "p=" + id; }).join("&");
  }

  function keep(ids) {
    history.replaceState(null, "", address(ids));
    try { sessionStorage.setItem(KEY, ids.join(" ")); } catch (e) { /* the address is enough */ }
  }

  function asked() {
    var params = new URLSearchParams(location.search);
    var ids = params.has("p") ? params.getAll("p") : kept().concat(params.getAll("add"));
    return ids.filter(function (id, place) {
      return /^[a-z0-9-]{1,80}$/.test(id) && ids.indexOf(id) === place;
    });
  }

  // A list is told with commas; its mark of a sample stands in the others' numbers already.
  function told(element) {
    var items = [].slice.call(element.querySelectorAll("li:not(.sample)"));
    var text = items.length ? items.map(function (item) { return item.textContent; }).join("、") : element.textContent;
    return text.replace(/\s+/g, " ").trim();
  }

  function read(id, html) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var one = { id: id, facts: {}, names: [] };
    function take(name, element) {
      if (!element || one.facts[name]) { return; }
      one.names.push(name);
      one.facts[name] = told(element);
    }
    [].forEach.call(page.querySelectorAll("[data-fact], [data-facts] dt"), function (element) {
      var name = element.getAttribute("data-fact");
      take(name || element.textContent, name ? element : element.nextElementSibling);
    });
    return one;
  }

  function load(id) {
    return fetch("/programmes/" + id + "/", { credentials: "omit" }).then(function (answer) {
      if (answer.status === 404) { return { id: id, gone: true }; }
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.text().then(function (html) { return read(id, html); });
    }).catch(function () { return { id: id, failed: true }; });
  }

  // "45 个⁠示例": the mark is a mark again.
  function put(into, text) {
    text.split("\u2060示例").forEach(function (piece, place) {
      if (place) { into.appendChild(make("span", "tag sample chip", "示例")); }
      if (piece) { into.appendChild(document.createTextNode(piece)); }
    });
    return into;
  }

  function names() {
    var every = [];
    found.forEach(function (one) {
      one.names.forEach(function (name) { if (every.indexOf(name) < 0) { every.push(name); } });
    });
    return every.filter(function (name) { return name !== "专业" && name !== "学校"; });
  }

  function differs(name) {
    return found.some(function (one) { return one.facts[name] !== found[0].facts[name]; });
  }

  function without(id) {
    return found.map(function (one) { return one.id; }).filter(function (other) { return other !== id; });
  }

  function heading(into, one) {
    into.appendChild(link(one.facts["专业"] || one.id, "/programmes/" + one.id + "/"));
    into.appendChild(put(make("p", "muted"), one.facts["学校"] || ""));
    var away = link("去掉", address(without(one.id)), "btn ghost noprint");
    away.setAttribute("aria-label", "去掉 " + (one.facts["专业"] || one.id));
    into.appendChild(away);
    return into;
  }

  // What differs stands first, under a heading of its own.
  function groups() {
    var every = names();
    if (found.length < 2) { return [["", every]]; }
    return [
      ["不一样的", every.filter(differs)],
      ["一样的", every.filter(function (name) { return !differs(name); })]
    ].filter(function (group) { return group[1].length; });
  }

  function value(tag, one, name) {
    return put(make(tag), one.facts[name] || "没写");
  }

  function card(one) {
    var section = make("section", "card");
    section.appendChild(heading(make("h2"), one));
    groups().forEach(function (group) {
      if (group[0]) { section.appendChild(make("h3", "", group[0])); }
      var list = section.appendChild(make("dl", "facts"));
      group[1].forEach(function (name) {
        list.appendChild(make("dt", "", name));
        list.appendChild(value("dd", one, name));
      });
    });
    return section;
  }

  function table() {
    var whole = make("table", "list");
    var top = whole.createTHead().insertRow();
    top.appendChild(make("td"));
    found.forEach(function (one) {
      heading(top.appendChild(make("th")), one).scope = "col";
    });
    groups().forEach(function (group) {
      var body = whole.appendChild(make("tbody"));
      if (group[0]) {
        var title = body.insertRow().appendChild(make("th", "group", group[0]));
        title.colSpan = found.length + 1;
        title.scope = "rowgroup";
      }
      group[1].forEach(function (name) {
        var row = body.insertRow();
        row.appendChild(make("th", "", name)).scope = "row";
        found.forEach(function (one) { row.appendChild(value("td", one, name)); });
      });
    });
    return whole;
  }

  function draw() {
    var place = document.getElementById("compared");
    place.textContent = "";
    place.className = wide.matches && found.length ? "scroll" : "";
    if (wide.matches && found.length) {
      place.appendChild(table());
    } else {
      found.forEach(function (one) { place.appendChild(card(one)); });
    }
  }

  function say(read, left) {
    var gone = read.filter(function (one) { return one.gone; });
    var failed = read.filter(function (one) { return one.failed; });
    var lines = [];
    if (gone.length) { lines.push(gone.length + " 个专业已经撤下，这里去掉了。别的还在。"); }
    if (failed.length) { lines.push(failed.length + " 个没打开。看看有没有网络，再打开这一页。"); }
    if (left) { lines.push("一次最多比 " + MOST + " 个，有 " + left + " 个没放进来。先去掉一个，再加。"); }
    if (found.length === 1) { lines.push("再加一个，就能比了。"); }
    if (!read.length) { lines.push("还没有选。打开一个专业的页，点“加入对比”。"); }
    document.getElementById("answer").textContent = lines.join("") || "在比 " + found.length + " 个专业。";
    document.getElementById("none").hidden = !found.length;
  }

  function start() {
    var ids = asked();
    var left = Math.max(0, ids.length - MOST);
    ids = ids.slice(0, MOST);
    keep(ids);
    box.hidden = false;
    document.getElementById("by-hand").hidden = true;
    Promise.all(ids.map(load)).then(function (read) {
      found = read.filter(function (one) { return one.facts; });
      keep(read.filter(function (one) { return !one.gone; }).map(function (one) { return one.id; }));
      draw();
      say(read, left);
    });
    wide.addListener(draw);
  }

  start();
})();
