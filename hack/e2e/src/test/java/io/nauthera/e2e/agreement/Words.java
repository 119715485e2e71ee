package io.nauthera.e2e.agreement;

import java.util.List;

/** Words that policies, servers and clients share, so that they affect each other. */
final class Words {
  static final List<String> NONE = List.of("", "x y", "ü", "-", "none");
  static final List<String> TEAMS = List.of("web", "mobile");
  static final List<String> KINDS = List.of("spa", "service", "native");
  static final List<String> STAGES = List.of("prod", "dev");
  static final List<String> SCOPES =
      List.of("openid", "profile", "email", "offline_access", "api:read", "api:write");
  static final List<String> GRANTS =
      List.of("authorization_code", "refresh_token", "client_credentials", "implicit", "password");
  static final List<String> METHODS =
      List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none");

  private Words() {}
}
