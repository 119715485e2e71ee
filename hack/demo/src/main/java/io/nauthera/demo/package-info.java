/** Both workflows of Nauthera on real parts, as the people in them see it. */
@NullMarked
package io.nauthera.demo;

import org.jspecify.annotations.NullMarked;
