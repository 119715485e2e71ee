package io.nauthera.e2e.rights;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.sandbox.cluster.Helm;
import java.util.ArrayList;
import java.util.List;

/** The roles that are bound to the ServiceAccount of a program. */
record ProgramRoles(KubernetesClient kubernetes, String account) {

  List<Grant> grants() {
    List<Grant> grants = new ArrayList<>();
    var rbac = kubernetes.rbac();
    rbac.clusterRoleBindings().list().getItems().stream()
        .filter(binding -> isBound(binding.getSubjects()))
        .forEach(binding -> grants.addAll(grants(binding.getRoleRef(), "")));
    rbac.roleBindings().inAnyNamespace().list().getItems().stream()
        .filter(binding -> isBound(binding.getSubjects()))
        .forEach(binding ->
            grants.addAll(grants(binding.getRoleRef(), binding.getMetadata().getNamespace())));
    return grants;
  }

  private boolean isBound(List<Subject> subjects) {
    return subjects.stream()
        .anyMatch(subject ->
            account.equals(subject.getName()) && Helm.NAMESPACE.equals(subject.getNamespace()));
  }

  private List<Grant> grants(RoleRef role, String namespace) {
    List<PolicyRule> rules =
        role.getKind().equals("ClusterRole")
            ? kubernetes.rbac().clusterRoles().withName(role.getName()).require().getRules()
            : kubernetes
                .rbac()
                .roles()
                .inNamespace(namespace)
                .withName(role.getName())
                .require()
                .getRules();
    String title = role.getKind() + " " + role.getName();
    return rules.stream().flatMap(rule -> grants(title, namespace, rule).stream()).toList();
  }

  private static List<Grant> grants(String role, String namespace, PolicyRule rule) {
    List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
    List<Grant> grants = new ArrayList<>();
    for (String group : rule.getApiGroups()) {
      for (String resource : rule.getResources()) {
        String[] parts = (resource + "/").split("/", -1);
        String full = AuditedRequest.resource(group, parts[0], parts[1]);
        for (String verb : rule.getVerbs()) {
          names.forEach(name -> grants.add(new Grant(role, namespace, verb, full, name)));
        }
      }
    }
    return grants;
  }
}
