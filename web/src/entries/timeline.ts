// The timeline as PNG; everything else on its page is the server's.
import { offerPng } from "../takeaway";

const button = document.querySelector<HTMLButtonElement>("#png");
if (button) offerPng(button);
