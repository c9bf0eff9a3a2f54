// A scanned 取件码 stands behind the # of the address: put it into its box, then out of the bar.
(() => {
  const box = document.getElementById("code");
  if (!box || !/^#[0-9A-Za-z-]{10,17}$/.test(location.hash)) return;
  if (!box.value) box.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
})();
