/** The two workflows of Nauthera on real servers, from the view of the people who take part. */
@NullMarked
package io.nauthera.demo;

import org.jspecify.annotations.NullMarked;
