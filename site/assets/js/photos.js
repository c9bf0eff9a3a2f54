// Shrinks photos on the phone before they are sent, and says truthfully how far they are. Without
// it the form sends them whole and the server shrinks them.
(function () {
  "use strict";
  var LONGEST = 1600, QUALITY = 0.8, MOST_TRIES = 8;  // Three minutes of a crowd.
  if (!window.createImageBitmap || !window.FormData || !HTMLCanvasElement.prototype.toBlob) { return; }

  function said(message, values) { return window.said(message, values); }  // From keep.js.

  function shrunk(file) {
    if (file.type.indexOf("image/") !== 0) { return Promise.resolve(file); }
    return createImageBitmap(file, {imageOrientation: "from-image"}).then(function (picture) {
      var scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) {
        canvas.toBlob(function (blob) { done(blob && blob.size < file.size ? blob : file); }, "image/jpeg", QUALITY);
      });
    }).catch(function () { return file; });  // HEIC on most phones: the server reads it.
  }

  function send(form, files, say, tries) {
    var body = new FormData(form), request = new XMLHttpRequest();
    body.delete("pictures");
    files.forEach(function (file, at) { body.append("pictures", file, "photo" + at + ".jpg"); });
    request.open("POST", form.action || location.href);
    request.timeout = 120000;
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) { say(said("正在送：{percent}%", {percent: Math.round(100 * event.loaded / event.total)})); }
    };
    request.onload = function () {
      if (request.status === 503 && tries < MOST_TRIES) {
        say(said("现在传的人多，过几秒自动再送，不用按。"));
        var seconds = (request.getResponseHeader("Retry-After") || 5) * (tries + 1);
        setTimeout(send, 1000 * seconds, form, files, say, tries + 1);
      } else if (request.responseURL && request.status === 200 && !/class="summary"/.test(request.responseText)) {
        location.assign(request.responseURL);
      } else {
        HTMLFormElement.prototype.submit.call(form);  // The server's own page says what is wrong.
      }
    };
    request.onerror = request.ontimeout = function () {
      form.removeAttribute("data-sending");
      say(said("这张照片没有传上去，网络断了。还在这部手机里，有网时再按“送出去”，也可以以后补。"));
    };
    request.send(body);
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-photos]"), function (form) {
    var box = form.querySelector("input[type=file]"), line = form.querySelector("[data-progress]");
    function say(text) { line.textContent = text; }
    form.addEventListener("submit", function (event) {
      var files = Array.prototype.slice.call(box.files || []);
      if (!files.length) { return; }
      event.preventDefault();
      if (form.hasAttribute("data-sending")) { return; }  // Pressed again: it is on its way.
      form.setAttribute("data-sending", "");
      say(said("正在把照片变小……"));
      Promise.all(files.map(shrunk)).then(function (small) { send(form, small, say, 0); });
    });
  });
})();
