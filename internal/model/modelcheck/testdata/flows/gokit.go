package flows

import (
	"context"
	"encoding/gob"
	"net/http"
	"strings"

	kit "github.com/go-kit/kit/transport/http"
)

type order struct{ Blob string }

func serve(name string) http.Handler {
	return kit.NewServer(
		func(ctx context.Context, request any) (any, error) {
			var v any
			_ = gob.NewDecoder(strings.NewReader(name)).Decode(&v)
			return v, gob.NewDecoder(strings.NewReader(request.(order).Blob)).Decode(&v) // want
		},
		func(ctx context.Context, r *http.Request) (any, error) {
			var v any
			return v, gob.NewDecoder(r.Body).Decode(&v) // want
		},
		kit.EncodeJSONResponse)
}
