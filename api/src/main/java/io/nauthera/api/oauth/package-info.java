/**
 * The words of OAuth 2.0 and OpenID Connect (RFC 6749, RFC 7591): nothing here knows Kubernetes or
 * a policy.
 */
@NullMarked
package io.nauthera.api.oauth;

import org.jspecify.annotations.NullMarked;
