package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

// control calls the control API: Amazon has no API for workers, mails, the clock and faults.
func control[T any](method, path string, body any) T {
	sent := must(json.Marshal(body))
	request := must(http.NewRequest(
		method, os.Getenv("AWS_ENDPOINT_URL")+"/_mturk/"+path, bytes.NewReader(sent)))
	request.Header.Set("Content-Type", "application/json")
	answer := must(http.DefaultClient.Do(request))
	defer answer.Body.Close()
	text := must(io.ReadAll(answer.Body))
	assertTrue(answer.StatusCode < 300, string(text))
	var value T
	if len(text) > 0 {
		must(0, json.Unmarshal(text, &value))
	}
	return value
}

type resource struct{ ID string }

// accept makes a worker accept a HIT; returns the ID of the assignment.
func accept(worker, hitID string) string {
	path := fmt.Sprintf("workers/%s/accept", worker)
	return control[resource]("POST", path, map[string]string{"hitId": hitID}).ID
}

// changeAssignment makes a worker submit or return an assignment.
func changeAssignment(worker, assignmentID, action string, body any) {
	control[any]("POST", fmt.Sprintf("workers/%s/assignments/%s/%s", worker, assignmentID, action), body)
}
