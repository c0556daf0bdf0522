// Draws each chart of a page from the specification that stands beside it as data. Vega's interpreter is used
// (`ast`), because the content security policy forbids code made from text. The words for screen readers are on the
// container and the same figures are in the table below, so the drawing itself is hidden from them.
import { chartTheme } from "./chart-theme.js";

const options = {
  ast: true,
  renderer: "svg",
  actions: false,
  defaultStyle: false,
  tooltip: { disableDefaultStyle: true },
};

// On a phone a legend in one row would run out of the picture.
const narrow = 480;

function themed(width) {
  return width < narrow ? { ...chartTheme, legend: { ...chartTheme.legend, columns: 2 } } : chartTheme;
}

// Specifications made of several views size themselves; a single view takes the width of its column.
const composed = ["hconcat", "vconcat", "concat", "facet", "repeat"];

function fitted(spec) {
  if (composed.some((key) => key in spec)) return spec;
  return { width: "container", height: 240, autosize: { type: "fit-x", contains: "padding" }, ...spec };
}

async function draw(container) {
  container.dataset.drawn = "drawing";
  const spec = JSON.parse(document.getElementById(container.dataset.spec).textContent);
  try {
    await window.vegaEmbed(container, fitted(spec), { ...options, config: themed(container.clientWidth) });
    container.querySelector("svg").setAttribute("aria-hidden", "true");
    container.dataset.drawn = "true";
  } catch (error) {
    container.dataset.drawn = "failed";
    container.classList.add("app-chart--undrawn");
    container.textContent = "This chart could not be drawn. Its figures are in the table below.";
    console.error(error);
  }
}

export function drawCharts() {
  if (!window.vegaEmbed) return;
  document.querySelectorAll(".app-chart[data-spec]:not([data-drawn])").forEach(draw);
}
