@NullMarked
package io.nauthera.sandbox;

import org.jspecify.annotations.NullMarked;
