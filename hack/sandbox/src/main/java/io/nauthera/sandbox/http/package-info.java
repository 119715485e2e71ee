/** A proxy that a test puts before a server. */
@NullMarked
package io.nauthera.sandbox.http;

import org.jspecify.annotations.NullMarked;
