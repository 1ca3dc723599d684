"use strict";
(function () {
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }
  // What a link leads to is unfolded, with all that it lies in.
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1)), at = id && document.getElementById(id);
    if (!at) { return; }
    each(".origin.here", function (one) { one.classList.remove("here"); });
    at.classList.add("here");
    for (var up = at; up; up = up.parentElement) { if (up.tagName === "DETAILS") { up.open = true; } }
    at.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", reveal);
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) { reveal(); }
  });
  // An origin that is told once is shown again wherever it is unfolded.
  document.addEventListener("toggle", function (event) {
    var box = event.target, of = box.dataset && box.dataset.of;
    if (!of || !box.open || box.dataset.shown) { return; }
    var list = document.querySelector("#" + of + " > ul");
    if (!list) { return; }
    var copy = list.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll("details[data-of]"), function (inner) {
      inner.open = false;
    });
    box.dataset.shown = "1";
    box.replaceChild(copy, box.querySelector("p"));
  }, true);
  var unfolded = [];
  window.addEventListener("beforeprint", function () {
    each("details:not([open]):not([data-of])", function (one) { one.open = true; unfolded.push(one); });
  });
  window.addEventListener("afterprint", function () {
    unfolded.splice(0).forEach(function (one) { one.open = false; });
  });
  var filter = document.querySelector("form.filter");
  if (filter) {
    var severity = filter.querySelector("#severity"), subject = filter.querySelector("#subject");
    var narrow = function () {
      var shown = 0;
      each("#broken article.finding", function (one) {
        one.hidden = !!(severity.value && one.dataset.severity !== severity.value) ||
          !!(subject.value && one.dataset.subject.split(" ").indexOf(subject.value) < 0);
        shown += one.hidden ? 0 : 1;
      });
      each("#broken .rule, section.severity", function (box) {
        box.hidden = !box.querySelector("article.finding:not([hidden])");
      });
      filter.querySelector("output").textContent = "显示 " + shown + " 处";
    };
    filter.hidden = false;
    filter.addEventListener("change", narrow);
    filter.addEventListener("submit", function (event) { event.preventDefault(); });
    narrow();
  }
  reveal();
})();
