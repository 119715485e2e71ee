/** TLS, limits, health and drain around admission. */
@NullMarked
package io.nauthera.webhook.server;

import org.jspecify.annotations.NullMarked;
