// What every page runs: htmx with what it does not say itself, and the few things that HTML has no words for.
import htmx from "htmx.org";
import { copyOnPress } from "./copy.ts";
import { focusFault, showProblems } from "./problems.ts";
import { followWork } from "./progress.ts";
import { letTablesScroll } from "./scrollers.ts";

htmx.config.allowEval = false; // also in the page's meta tag, which htmx reads when it starts
htmx.config.includeIndicatorStyles = false;
showProblems();
focusFault();
copyOnPress();
followWork();
letTablesScroll();
