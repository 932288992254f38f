package supplier

import (
	"encoding/json"
	"net/http"
	"time"
)

// StandIn returns a handler that answers like the supplier's service, for
// development: everybody may order five of everything.
func StandIn() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /stock/{sku}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Vary", "Authorization")
		json.NewEncoder(w).Encode(map[string]any{"sku": r.PathValue("sku"), "available": 5})
	})
	mux.HandleFunc("GET /deliveries", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode([]Delivery{{SKU: "TEA-1", Quantity: 40, Arrived: time.Date(2019, 3, 4, 7, 30, 0, 0, time.UTC)}})
	})
	return mux
}
