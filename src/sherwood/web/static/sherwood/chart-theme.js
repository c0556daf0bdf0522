// How every chart looks. A chart's specification holds data and encoding only; a specification's own config wins.
const ink = "#16211f";
const inkSoft = "#495753";
const line = "#e0ebe5";

// Categorical colours of the Government Analysis Function, in its order: at most four series in one chart.
const category = ["#12436D", "#28A197", "#801650", "#F46A25"];

export const chartTheme = {
  font: "Segoe UI, Helvetica Neue, Arial, sans-serif",
  background: "transparent",
  padding: { left: 0, top: 4, right: 8, bottom: 0 },
  view: { stroke: null },
  mark: { color: "#0b6259" },
  line: { strokeWidth: 2.5 },
  rule: { color: inkSoft },
  text: { color: ink, fontSize: 14 },
  point: { size: 45, filled: true },
  range: { category, ordinal: ["#cfe6e1", "#86bfb5", "#3d8f84", "#0b6259"] },
  axis: {
    domainColor: inkSoft,
    gridColor: line,
    labelColor: ink,
    labelFontSize: 14,
    labelPadding: 6,
    ticks: false,
    titleColor: inkSoft,
    titleFontSize: 14,
    titleFontWeight: 400,
    titlePadding: 10,
  },
  axisX: { grid: false, labelFlush: true, labelOverlap: "parity", labelSeparation: 12 },
  axisY: { domain: false, tickCount: 5 },
  axisBand: { grid: false, domain: false, labelLimit: 220 },
  legend: { labelColor: ink, labelFontSize: 14, orient: "top", title: null, symbolType: "square", labelLimit: 240 },
  header: { labelColor: ink, labelFontSize: 14, labelFontWeight: 600, title: null },
};
