/** The story of one AuthServer, and the connections to the realms behind them. */
@NullMarked
package io.nauthera.controller.authserver;

import org.jspecify.annotations.NullMarked;
