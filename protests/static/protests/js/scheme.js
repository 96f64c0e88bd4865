// Blocking and tiny, so that what depends on it is right at the first paint. A chosen scheme stays on this device.
document.documentElement.classList.add("js");
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme === "dark" || scheme === "light") document.documentElement.dataset.scheme = scheme;
} catch { /* storage is off: the page follows the system */ }
