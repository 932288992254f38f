package main

import (
	"encoding/json"
	"log"
	"net/http"
)

type order struct {
	Item  string
	Count int
}

func place(w http.ResponseWriter, r *http.Request) {
	var o order
	body := http.MaxBytesReader(w, r.Body, 1<<16)
	if err := json.NewDecoder(body).Decode(&o); err != nil {
		http.Error(w, "bad order", http.StatusBadRequest)
		return
	}
	log.Printf("%d of %s", o.Count, o.Item)
}

func main() {
	http.HandleFunc("POST /orders", place)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
