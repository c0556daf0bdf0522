// Starts every page: the GOV.UK Frontend patterns, the charts, and what a person may hide again after opening it.
import { initAll } from "./vendor/govuk-frontend.min.js";
import { drawCharts } from "./charts.js";
import { offerToHide, sendOnce } from "./reveal.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
drawCharts();
offerToHide();
sendOnce();
