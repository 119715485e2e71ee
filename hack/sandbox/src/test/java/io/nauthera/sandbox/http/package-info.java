@NullMarked
package io.nauthera.sandbox.http;

import org.jspecify.annotations.NullMarked;
