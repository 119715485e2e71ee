// Command argo-health prints the health that Argo CD shows for objects, with the settings that it reads from the cluster.
// Usage: argo-health KUBECONFIG NAMESPACE < OBJECTS. NAMESPACE is that of Argo CD. Prints one line of JSON per object.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"

	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	"github.com/argoproj/gitops-engine/pkg/health"
	"github.com/sirupsen/logrus"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	logrus.SetLevel(logrus.WarnLevel)
	overrides, err := healthChecks(os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	objects := yaml.NewYAMLOrJSONDecoder(os.Stdin, 4096)
	output := json.NewEncoder(os.Stdout)
	for {
		object := &unstructured.Unstructured{}
		if err := objects.Decode(object); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		result, err := health.GetResourceHealth(object, overrides)
		if err != nil {
			log.Fatal(err)
		}
		if result == nil { // Argo CD shows none
			result = &health.HealthStatus{}
		}
		_ = output.Encode(map[string]string{"status": string(result.Status), "message": result.Message})
	}
}

// healthChecks reads those of argocd-cm, as Argo CD does.
func healthChecks(kubeconfig, namespace string) (lua.ResourceHealthOverrides, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	cluster, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	return settings.NewSettingsManager(context.Background(), cluster, namespace).GetResourceOverrides()
}
