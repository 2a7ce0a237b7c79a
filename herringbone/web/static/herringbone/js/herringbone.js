/* What the browser must do by itself. Every page works without these modules; each says at its head what it adds. */

import "./afterwards.js";
import "./autosave.js";
import "./clock.js";
import "./combobox.js";
import "./dialog.js";
import "./forms.js";
import "./keyboard.js";
import "./menu.js";
import "./month.js";
import "./palette.js";
import "./returning.js";
import "./steady.js";
import "./today.js";
import "./trouble.js";
