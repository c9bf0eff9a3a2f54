// Keeps a family's page on this phone until the server says that it has it, sends it again when
// the network is back, and says truthfully where it is. Without it every page works as it stands.
(function () {
  "use strict";
  var PREFIX = "kept ", WEEK = 7 * 864e5, FIRST_WAIT = 2000, LONGEST_WAIT = 60000;
  var place = document.querySelector("[data-keep]");
  var form = place && place.parentNode;
  while (form && form.tagName !== "FORM") { form = form.parentNode; }

  // The words in the reader's language stand in the page; in Chinese there are none.
  var words = {};
  try { words = JSON.parse(document.body.getAttribute("data-words")) || words; } catch (_) { /* Chinese */ }
  function said(message, values) {
    return (words[message] || message).replace(/\{(\w+)\}/g, function (all, name) { return values[name]; });
  }
  window.said = said;

  // Storage may be full or forbidden: then the page itself is the only copy, and says so.
  function store(name) { try { return window[name]; } catch (_) { return null; } }
  function each(act) {
    [store("localStorage"), store("sessionStorage")].forEach(function (one) {
      for (var at = one ? one.length - 1 : -1; at >= 0; at--) {
        if (one.key(at).indexOf(PREFIX) === 0) { act(one, one.key(at)); }
      }
    });
  }
  function read(from, key) { try { return JSON.parse(from.getItem(key)); } catch (_) { return null; } }

  function sha256(text) {
    var prime = [], h = [], k = [], n = 2, i, j, w, v, bytes = unescape(encodeURIComponent(text));
    function part(x, root) { x = Math.pow(x, 1 / root); return ((x - Math.floor(x)) * 4294967296) | 0; }
    function turn(x, by) { return (x >>> by) | (x << (32 - by)); }
    for (; prime.length < 64; n++) {
      if (prime.every(function (one) { return n % one; })) { prime.push(n); k.push(part(n, 3)); h.push(part(n, 2)); }
    }
    h.length = 8;
    var long = bytes.length, words = [];
    for (bytes += "\x80"; bytes.length % 64 !== 56;) { bytes += "\0"; }
    for (i = 0; i < bytes.length; i++) { words[i >> 2] |= bytes.charCodeAt(i) << (24 - i % 4 * 8); }
    words.push(0, long * 8);
    for (j = 0; j < words.length; j += 16) {
      w = words.slice(j, j + 16); v = h.slice();
      for (i = 0; i < 64; i++) {
        if (i > 15) {
          var a = w[i - 15], b = w[i - 2];
          w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
        }
        var one = v[7] + (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i];
        var two = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        v = [(one + two) | 0, v[0], v[1], v[2], (v[3] + one) | 0, v[4], v[5], v[6]];
      }
      h = h.map(function (word, at) { return (word + v[at]) | 0; });
    }
    return h.map(function (word) { return ("0000000" + (word >>> 0).toString(16)).slice(-8); }).join("");
  }

  // The same rule stands in forms_app/applications/kept.py: by name, each with NUL behind it.
  function digest(pairs) {
    return sha256(pairs.map(function (pair, at) { return [pair[0], at, pair[1]]; }).sort(function (a, b) {
      return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1];
    }).map(function (one) { return one[0] + "\0" + one[2] + "\0"; }).join(""));
  }

  each(function (from, key) {
    var copy = read(from, key), stored = document.querySelector("[data-stored]");
    var is_there = copy && stored && digest(copy.pairs) === stored.getAttribute("data-stored");
    if (!copy || is_there || !(Date.now() - copy.at < WEEK)) { from.removeItem(key); }
  });

  var wipe = document.querySelector("[data-wipe]");
  if (wipe) {
    wipe.addEventListener("submit", function (event) {
      var unsent = 0;
      each(function () { unsent++; });
      if (unsent && !confirm(said("手机里还有没送到的。关好就清掉，找不回来。要关吗？"))) { event.preventDefault(); return; }
      each(function (from, key) { from.removeItem(key); });
      if (navigator.onLine === false) {
        event.preventDefault();
        alert(said("手机里存的清掉了。现在没有网，报名还开着。有网再按一次。"));
      }
    });
  }
  if (!form) { return; }

  function say(text) {
    var line = document.createElement("p");
    line.className = "flash warn";
    line.textContent = text;
    if (place.textContent !== text) { place.textContent = ""; place.appendChild(line); }
  }

  if (place.hasAttribute("data-waits")) {  // Nothing is kept here: only do not lose the page.
    form.addEventListener("submit", function (event) {
      if (navigator.onLine !== false) { return; }
      event.preventDefault();
      say(said("网络断了，没有送出。填的还在这一页上，有网再按一次。"));
    });
    return;
  }

  var whose = form.elements.whose, task = place.getAttribute("data-keep");
  // Before there is an application the copy belongs to this tab alone, so children never mix.
  var home = store(whose ? "localStorage" : "sessionStorage");
  var key = PREFIX + (whose ? whose.value : "new") + " " + task;
  var once = (place.getAttribute("data-once") || "").split(" ");
  var consents = (place.getAttribute("data-consents") || "").split(" ").filter(Boolean);
  var button = null, sending = false, timer = 0, wait = FIRST_WAIT;

  function filled() {
    var pairs = [];
    Array.prototype.forEach.call(form.elements, function (one) {
      if (!one.name || one.disabled || one.name === "csrf_token" || /^(submit|button|file|fieldset)$/.test(one.type)) { return; }
      if (/^(radio|checkbox)$/.test(one.type) && !one.checked) { return; }
      pairs.push([one.name, one.value]);
    });
    return pairs;
  }
  function may_keep() {
    return home && task && consents.every(function (name) { return form.elements[name].checked; });
  }
  function drop() { if (home) { home.removeItem(key); } }
  function keep(pairs, pressed) {
    if (!may_keep()) { drop(); return false; }
    try {
      home.setItem(key, JSON.stringify({at: Date.now(), pairs: pairs, pressed: pressed, button: button}));
      return true;
    } catch (_) { return false; }
  }
  function put_back(pairs) {
    Array.prototype.forEach.call(form.elements, function (one) {
      if (!one.name || /^(csrf_token|whose)$/.test(one.name) || /^(submit|button|file|fieldset)$/.test(one.type)) { return; }
      var found = pairs.filter(function (pair) { return pair[0] === one.name; });
      if (/^(radio|checkbox)$/.test(one.type)) {
        one.checked = found.some(function (pair) { return pair[1] === one.value; });
      } else if (found.length) {
        one.value = found[0][1];
      }
      for (var up = one.parentNode; found.length && found[0][1] && up !== form; up = up.parentNode) {
        if (up.tagName === "DETAILS") { up.open = true; }
      }
    });
  }

  function hand_over() {  // The server has something to show: let the browser send the page itself.
    if (button) {
      var field = document.createElement("input");
      field.type = "hidden";
      field.name = button[0];
      field.value = button[1];
      form.appendChild(field);
    }
    HTMLFormElement.prototype.submit.call(form);
  }
  function failed(is_kept, is_again) {
    sending = false;
    say(said("网络断了，还没有送到。") + (is_kept ? said("填的只在手机里，没有丢。") : task ? said("填的只在这一页上，别关。") : "") +
      (is_again ? said("有网时会再送。") : said("有网再按一次。")));
    if (is_again) { timer = setTimeout(send, wait); wait = Math.min(wait * 2, LONGEST_WAIT); }
  }
  function answered(request, sent, is_kept, is_again) {
    var next = request.getResponseHeader("X-Next") || "", copy = home && read(home, key);
    if (request.status >= 500 || request.status === 429 || !request.status) { failed(is_kept, is_again); return; }
    if (copy && JSON.stringify(copy.pairs) === JSON.stringify(sent)) {
      if (request.getResponseHeader("X-Stored") === digest(sent)) { drop(); } else { keep(sent, false); }
    }
    if (request.status !== 204 || !/^\/[^\/\\]/.test(next)) { hand_over(); return; }
    // A page that was the answer to a sent form cannot be gone back to: the next one takes its place.
    if (place.hasAttribute("data-shown-back")) { location.replace(next); } else { location.assign(next); }
  }
  function send() {
    var sent = filled().concat(button ? [button] : []), token = form.elements.csrf_token.value;
    var is_again = !button || once.indexOf(button[0]) < 0, is_kept = keep(sent, is_again);
    var request = new XMLHttpRequest(), body;
    clearTimeout(timer);
    timer = 0;
    try {
      body = sent.concat([["csrf_token", token]]).map(function (pair) {
        return encodeURIComponent(pair[0]) + "=" + encodeURIComponent(pair[1]);
      }).join("&");
    } catch (_) { hand_over(); return; }  // Half a character: the browser knows what to do with it.
    sending = true;
    say(said("正在送……"));
    request.open("POST", location.pathname + location.search);
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.setRequestHeader("X-Kept", "1");
    request.timeout = 30000;
    request.onload = function () { answered(request, sent, is_kept, is_again); };
    request.onerror = request.ontimeout = request.onabort = function () { failed(is_kept, is_again); };
    request.send(body);
  }

  document.addEventListener("click", function (event) {  // The switch of languages stands outside.
    for (var at = event.target; at && at !== document; at = at.parentNode) {
      if (at.tagName === "BUTTON" && at.form === form && !sending) { button = at.name ? [at.name, at.value] : null; }
    }
  }, true);
  form.addEventListener("submit", function (event) {
    // Another language is an answer to look at, and stores nothing: the browser asks for it itself.
    if (button && button[0] === "language") { button = null; return; }
    event.preventDefault();
    wait = FIRST_WAIT;
    if (!sending) { send(); }
  });
  function typed() {
    if (task) { say(keep(filled(), false) ? said("只在手机里，还没有送到。") : said("还没有送到。填的只在这一页上，别关。")); }
  }
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  window.addEventListener("online", function () { if (timer && !sending) { send(); } });

  var copy = home && read(home, key);
  if (place.hasAttribute("data-shown-back")) {
    typed();
  } else if (copy && JSON.stringify(copy.pairs) === JSON.stringify(filled())) {
    drop();  // Typed and taken back: the server shows the very same.
  } else if (copy) {
    put_back(copy.pairs);
    button = copy.button;
    say(said("只在手机里：上次填的没有送到，放回来了。看一遍，再按保存。"));
    var away = document.createElement("button");
    away.type = "button";
    away.className = "btn ghost";
    away.textContent = said("清掉手机里的这一页");
    away.addEventListener("click", function () { drop(); location.assign(location.pathname + location.search); });
    place.appendChild(away);
    if (copy.pressed) { send(); }
  }
})();
