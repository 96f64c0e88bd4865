/** The page of one protest: times on the reader's own clock. */

import { dressTimes } from "./times.js";

dressTimes();
