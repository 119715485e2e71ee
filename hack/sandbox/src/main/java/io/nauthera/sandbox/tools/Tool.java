package io.nauthera.sandbox.tools;

import java.util.List;

/**
 * A program that the sandbox builds from its published Go module, or from one of this repository.
 */
public enum Tool {
  KUBE_APISERVER("kube-apiserver", "kubernetes", "k8s.io/kubernetes", "/cmd/kube-apiserver"),
  KUBE_CONTROLLER_MANAGER(
      "kube-controller-manager", "kubernetes", "k8s.io/kubernetes", "/cmd/kube-controller-manager"),
  KUBECTL("kubectl", "kubernetes", "k8s.io/kubernetes", "/cmd/kubectl"),
  KUBE_SCHEDULER("kube-scheduler", "kubernetes", "k8s.io/kubernetes", "/cmd/kube-scheduler"),
  KUBELET("kubelet", "kubernetes", "k8s.io/kubernetes", "/cmd/kubelet"),
  KUBE_PROXY("kube-proxy", "kubernetes", "k8s.io/kubernetes", "/cmd/kube-proxy"),
  ETCD("etcd", "etcd", "go.etcd.io/etcd/server/v3", ""),
  CERT_MANAGER("cert-manager", "cert-manager", "github.com/cert-manager/cert-manager", Tool.OWN),
  HELM("helm", "helm", "helm.sh/helm/v4", "/cmd/helm"),
  HELM_3("helm-3", "helm-3", "helm.sh/helm/v3", "/cmd/helm"),
  HELM_DOCS("helm-docs", "helm-docs", "github.com/norwoodj/helm-docs", "/cmd/helm-docs"),
  HELM_UNITTEST(
      "helm-unittest",
      "helm-unittest",
      "github.com/helm-unittest/helm-unittest",
      "/cmd/helm-unittest"),
  OAUTH2_PROXY("oauth2-proxy", "oauth2-proxy", "github.com/oauth2-proxy/oauth2-proxy/v7", ""),
  FLOOR("floor", "floor", "", Tool.OWN),
  REGISTRY("registry", "registry", "github.com/google/go-containerregistry", "/cmd/registry"),
  ARGO_HEALTH("argo-health", "argo-health", "github.com/argoproj/argo-cd/v3", Tool.OWN),
  FLUX_HEALTH("flux-health", "flux-health", "github.com/fluxcd/cli-utils", Tool.OWN);

  /** The command is in this repository, and not in the upstream module. */
  private static final String OWN = ".";

  private final String program;
  private final String module;
  private final String upstream;
  private final String command;

  Tool(String program, String module, String upstream, String command) {
    this.program = program;
    this.module = module;
    this.upstream = upstream;
    this.command = command;
  }

  public String program() {
    return program;
  }

  /** The folder below hack/tools. */
  String module() {
    return module;
  }

  /** Empty for a program of this repository. */
  String upstream() {
    return upstream;
  }

  String goPackage() {
    return command.equals(OWN) ? "." : upstream + command;
  }

  boolean isOfKubernetes() {
    return module.equals("kubernetes");
  }

  List<String> tags() {
    return isOfKubernetes() ? List.of("-tags=selinux,notest,grpcnotrace") : List.of();
  }

  /** Sets the version: Kubernetes would report v0.0.0, and Helm would then refuse every chart. */
  String linkerFlags(String version) {
    var flags = new StringBuilder("-s -w");
    switch (this) {
      case KUBE_APISERVER,
          KUBE_CONTROLLER_MANAGER,
          KUBE_SCHEDULER,
          KUBECTL,
          KUBELET,
          KUBE_PROXY -> {
        var minor = version.split("\\.", -1)[1];
        for (var name : List.of("k8s.io/component-base/version", "k8s.io/client-go/pkg/version")) {
          define(flags, name + ".gitVersion", version);
          define(flags, name + ".gitMajor", "1");
          define(flags, name + ".gitMinor", minor);
          define(flags, name + ".gitTreeState", "clean");
        }
      }
      case HELM, HELM_3 -> define(flags, upstream + "/internal/version.version", version);
      case CERT_MANAGER -> define(flags, upstream + "/pkg/util.AppVersion", version);
      case ETCD,
          OAUTH2_PROXY,
          FLOOR,
          HELM_DOCS,
          HELM_UNITTEST,
          REGISTRY,
          ARGO_HEALTH,
          FLUX_HEALTH -> {}
    }
    return flags.toString();
  }

  private static void define(StringBuilder flags, String variable, String value) {
    flags.append(" -X ").append(variable).append('=').append(value);
  }
}
