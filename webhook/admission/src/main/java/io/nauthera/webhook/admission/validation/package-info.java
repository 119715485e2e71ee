/** Checks of single resources that the schema of a CRD cannot express. */
@NullMarked
package io.nauthera.webhook.admission.validation;

import org.jspecify.annotations.NullMarked;
