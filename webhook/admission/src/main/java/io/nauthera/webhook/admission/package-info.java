/** May this manifest be stored? A review in, a response out: no server, no cluster client. */
@NullMarked
package io.nauthera.webhook.admission;

import org.jspecify.annotations.NullMarked;
