package io.nauthera.bench;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The rules as far as CEL can say them, compiled once, asked for every policy that selects the
 * client: what a ValidatingAdmissionPolicy with the policies as parameters would do.
 */
final class CelJudge {
  private static final String SELECTS =
      "params.labels.all(key, key in object.labels && object.labels[key] == params.labels[key])";

  private static final List<String> RULES =
      List.of(
          "object.scopes.all(scope, scope in params.allowedScopes)",
          "object.grantTypes.all(grant, grant in params.allowedGrantTypes)",
          "object.redirectUris.all(uri, uri.size() <= 255 && uri.matches('^[!-~]+$') && !uri.contains('#') && !uri.contains('@') && !uri.contains('\\\\') && !uri.contains('/../'))",
          "object.redirectUris.all(uri, !uri.contains('*'))",
          "object.redirectUris.all(uri, params.allowedSchemes.exists(scheme, uri.startsWith(scheme + ':')))",
          """
          object.redirectUris.all(uri, params.allowedHosts.exists(host, host.startsWith('*.')
            ? uri.split('/')[2].indexOf('.') >= 0 && uri.split('/')[2].substring(uri.split('/')[2].indexOf('.')) == host.substring(1)
            : uri.split('/')[2] == host))
          """,
          "object.webOrigins.all(origin, origin == '+' || object.redirectUris.exists(uri, uri.startsWith(origin + '/')))",
          "object.clientId.startsWith(object.namespace + '.')");

  private final List<Map<String, Object>> policies;
  private final CelRuntime.Program selects;
  private final List<CelRuntime.Program> rules;

  CelJudge(List<AuthPolicy> policies) {
    this.policies = policies.stream().map(CelJudge::params).toList();
    CelCompiler compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings())
            .addVar("object", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addVar("params", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .build();
    CelRuntime runtime =
        CelRuntimeFactory.plannerRuntimeBuilder().addLibraries(CelExtensions.strings()).build();
    selects = program(compiler, runtime, SELECTS);
    rules = RULES.stream().map(rule -> program(compiler, runtime, rule)).toList();
  }

  private static CelRuntime.Program program(
      CelCompiler compiler, CelRuntime runtime, String expression) {
    try {
      return runtime.createProgram(compiler.compile(expression).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(expression, e);
    }
  }

  private static Map<String, Object> params(AuthPolicy policy) {
    var spec = policy.getSpec();
    var selector = Objects.requireNonNull(spec.clientSelector());
    var uris = Objects.requireNonNull(spec.redirectUris());
    return Map.of(
        "labels", Objects.requireNonNull(selector.matchLabels()),
        "allowedScopes", Objects.requireNonNull(spec.allowedScopes()),
        "allowedGrantTypes", Objects.requireNonNull(spec.allowedGrantTypes()),
        "allowedSchemes", Objects.requireNonNull(uris.allowedSchemes()),
        "allowedHosts", Objects.requireNonNull(uris.allowedHosts()));
  }

  static Map<String, Object> object(AuthClient client) {
    var spec = client.getSpec();
    var metadata = client.getMetadata();
    return Map.of(
        "namespace", metadata.getNamespace(),
        "labels", metadata.getLabels(),
        "clientId", metadata.getNamespace() + "." + metadata.getName(),
        "scopes", Objects.requireNonNull(spec.scopes()),
        "grantTypes", Objects.requireNonNull(spec.grantTypes()),
        "redirectUris", Objects.requireNonNull(spec.redirectUris()),
        "webOrigins", Objects.requireNonNull(spec.webOrigins()));
  }

  /** The rules that were not met, each as often as policies say so. */
  List<Integer> violations(Map<String, Object> object) {
    List<Integer> violations = new ArrayList<>();
    for (Map<String, Object> policy : policies) {
      Map<String, Object> variables = Map.of("object", object, "params", policy);
      if (holds(selects, variables)) {
        for (int rule = 0; rule < rules.size(); rule++) {
          if (!holds(rules.get(rule), variables)) {
            violations.add(rule);
          }
        }
      }
    }
    return violations;
  }

  private static boolean holds(CelRuntime.Program program, Map<String, Object> variables) {
    try {
      return (Boolean) program.eval(variables);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException(e);
    }
  }
}
