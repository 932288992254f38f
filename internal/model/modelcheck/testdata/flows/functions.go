package flows

import (
	"context"
	"encoding/gob"
	"net/http"
	"strings"

	"github.com/GoogleCloudPlatform/functions-framework-go/functions"
	"github.com/cloudevents/sdk-go/v2/event"
)

func register(name string) {
	functions.HTTP(name, func(w http.ResponseWriter, r *http.Request) {
		var v any
		_ = gob.NewDecoder(r.Body).Decode(&v) // want
		_ = gob.NewDecoder(strings.NewReader(name)).Decode(&v)
	})
	functions.CloudEvent(name, func(ctx context.Context, e event.Event) error {
		var v any
		_ = gob.NewDecoder(strings.NewReader(name)).Decode(&v)
		return gob.NewDecoder(strings.NewReader(string(e.Data()))).Decode(&v) // want
	})
}
