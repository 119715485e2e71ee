/** Reconciles AuthServers: whether each can be used. */
@NullMarked
package io.nauthera.controller.authserver;

import org.jspecify.annotations.NullMarked;
