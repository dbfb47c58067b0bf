// The page of search: hits play.
import { playSpans } from "./protocol/player.ts";

playSpans();
