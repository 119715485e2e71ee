/** The admission webhook: may this manifest be stored? */
@NullMarked
package io.nauthera.webhook;

import org.jspecify.annotations.NullMarked;
