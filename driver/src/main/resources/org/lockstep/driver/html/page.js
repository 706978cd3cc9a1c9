// Draws every chart of the page, in the colours that are chosen, and again when they change.
(function () {
  'use strict';
  var root = document.documentElement;
  var button = document.getElementById('theme');
  var prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
  var charts = [];

  function stored() {
    try { return window.localStorage.getItem('lockstep-theme'); } catch (e) { return null; }
  }

  function store(theme) {
    try { window.localStorage.setItem('lockstep-theme', theme); } catch (e) { /* not kept, then */ }
  }

  function isDark() {
    var theme = root.getAttribute('data-theme');
    return theme ? theme === 'dark' : prefersDark.matches;
  }

  function draw() {
    charts.forEach(function (chart) { chart.dispose(); });
    charts = [];
    document.querySelectorAll('script[data-chart]').forEach(function (script) {
      var box = document.getElementById(script.getAttribute('data-chart'));
      var option = JSON.parse(script.textContent);
      option.backgroundColor = 'transparent';
      var still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (still) { option.animation = false; }
      var chart = window.echarts.init(box, isDark() ? 'dark' : null);
      chart.setOption(option);
      charts.push(chart);
    });
    button.setAttribute('aria-pressed', String(isDark()));
    root.setAttribute('data-drawn', String(charts.length));
  }

  function resize() { charts.forEach(function (chart) { chart.resize(); }); }

  var theme = stored();
  if (theme === 'dark' || theme === 'light') { root.setAttribute('data-theme', theme); }
  button.addEventListener('click', function () {
    var next = isDark() ? 'light' : 'dark';
    root.setAttribute('data-theme', next);
    store(next);
    draw();
  });
  prefersDark.addEventListener('change', draw);
  window.addEventListener('resize', resize);
  window.addEventListener('beforeprint', resize);
  draw();
}());
