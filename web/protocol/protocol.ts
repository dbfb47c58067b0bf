// The page of an interrogation's protocol.
import { watchForm } from "./form.ts";
import { playSpans } from "./player.ts";

watchForm();
playSpans();
