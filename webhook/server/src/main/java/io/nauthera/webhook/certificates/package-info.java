/** Where the serving certificate comes from: a mounted Secret, or an authority of our own. */
@NullMarked
package io.nauthera.webhook.certificates;

import org.jspecify.annotations.NullMarked;
