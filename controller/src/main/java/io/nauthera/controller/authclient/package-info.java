/** Reconciles AuthClients, step by step. */
@NullMarked
package io.nauthera.controller.authclient;

import org.jspecify.annotations.NullMarked;
