"""Technology-first objectives are caught; business sentences, also those that mention a technology, are not."""

import pytest

from tests.readiness.conftest import in_order
from waybook.plan import Plan
from waybook.plan.fields import replaced
from waybook.readiness.wording import BLANK, technology_first

TECHNOLOGY_FIRST = """
Should we integrate ChatGPT?
Which LLM should we use?
What AI features should we build?
Build a chatbot
Build a ChatGPT chatbot for our website by Friday
Implement AI in customer service
Use GPT-4 to answer customer emails
We want to use generative AI
Our board wants to use AI
Let's add a copilot to our CRM
Roll out Microsoft Copilot to all staff
How can we use AI?
Where can we use AI in finance?
AI for HR
An AI assistant for the sales team
Deploy a RAG system over our documents
Fine-tune Llama on our contracts
Leverage machine learning to reduce churn by 10%
Become an AI company
AI strategy
ChatGPT integration
Explore LLMs for legal work
Introduce an internal AI agent
Create a virtual assistant for patients
We need a chatbot because our competitors have one
Adopt agentic AI across the business
Develop a deep learning model for quality inspection
Use AI to cut handling time by 20%
Set up a vector database
Do something with AI
Can we use Claude for this?
Invest in generative AI
Get an AI tool for recruiting
GPT for everyone
Put AI into our product
We should build our own LLM
Launch a voice bot for appointment booking
Apply computer vision to the production line
Try out Gemini
Integrate OpenAI into the portal
To implement an AI solution for invoice processing
Should we fine-tune a model?
Which model is best for us, Claude or GPT-5?
The company needs AI
Pilot an LLM in underwriting
How could we use LLMs in underwriting?
Let us build an agent platform with GPT-5
We are going to implement generative AI in the contact centre
Embed Copilot in Excel for the finance team
A chatbot for our website
We have to do something about AI
AI
Use cases for generative AI
Implementing Copilot across the company
Should our bank use machine learning?
What can AI do for us?
Introducing chatbots in HR
Build an AI-powered search
We want our own GPT
Automate everything with AI
Let's use LLMs
Make our product AI-first
Our CEO wants AI
Get started with AI
AI-powered customer service
Integrate GPT-5 via API into our CRM to be more innovative
Modernise with AI
Migrate to Azure OpenAI
Start using Claude
Evaluate whether to use ChatGPT or Gemini
Digital transformation with AI
Enable AI
Train a model on our data
Apply AI to claims
We are thinking about a chatbot
Look into agentic AI for procurement
Replace our helpdesk with ChatGPT
Is Copilot worth it?
Give every employee an AI assistant
An LLM for contract review
AI transformation programme
Use machine learning in pricing
Bring generative AI to our customers
Develop AI capabilities
Prototype with LangChain and GPT-4
Proof of concept for RAG
Which vendor offers the best chatbot?
Should HR get a bot?
Accelerate AI adoption
Increase use of AI
Improve AI adoption to 80%
Find use cases for our new LLM licence
Deliver an AI strategy
Deliver our AI roadmap by June
"""

BUSINESS_FIRST = """
Deliver orders to customers one day sooner with AI
Accelerate hiring with AI screening from 40 to 25 days
Find faults 3 days earlier with machine learning
Resolve a third of eligible customer contacts without a person, so that the team absorbs growth
Halve handling time of claims with AI
Reduce support cost per contact from 5.60 to 4.00 within a year
Customers get a correct answer to a routine question in minutes, at half of today's cost
Cut invoice processing time from 12 days to 3
Nurses spend two hours less a shift on notes
Increase first-contact resolution from 62% to 75% using a chatbot
Detect fraudulent payments within a second, with half of today's false alarms
Improve forecast error for fresh goods from 30% to 20%
Lower unplanned downtime of line 3 by 40 hours a month
Keep air conditioning failures below two a year
Raise conversion of the web shop search by 10%
Underwriters decide simple cases on the same day
Sales people answer tenders in two days instead of five
Agents find the right article in under 30 seconds
Fewer patients miss their appointment
Reduce the number of complaints about the bot by half
Bring order errors down from 4% to 1%
Close the books in three days
Retain 5% more customers after the first year
Shorten onboarding of new staff from six weeks to four
Process 80% of invoices without a person
Save 20 minutes per case in first-line support
Catch nine of ten defects before shipping
Employees get help with IT problems within ten minutes
Both warehouses ship the same day
Grow revenue per visitor by 3% through better recommendations
Free up 500 hours a month of the legal team
Main process: claims. Target: 30% faster settlement
Handle peak season without temporary staff
Summarise discharge letters in 2 minutes instead of 20
Doctors see the relevant history before each visit
Meet the 24-hour answer promise in 95% of cases
Avoid penalties for late deliveries
Win back half of the abandoned baskets with the help of machine learning
Double the number of leads each sales person can follow up
Reduce scrap by a quarter with computer vision
Maintain service levels while volume grows by 30%
Support staff spend less time searching, thanks to an LLM
Deliver parts on time in 98% of cases
Triage incoming mail in an hour instead of a day
Email enquiries are answered the same day
Claims handlers reach a decision in 15 minutes
Contain the cost of returns to 2% of revenue
Citizens wait five days less for a permit
Make customer service available around the clock at today's cost
Offer same-day quotes to brokers
Provide every customer with an answer in one hour
Have invoices paid within 10 days
Add two points to the margin of small orders
Build trust: cut wrong answers to 1 in 100
Train new agents in four weeks instead of eight
Use 20% less energy in the cold store
Create capacity for 200 more cases a month
Develop contracts in two days instead of ten
Get parts to technicians the same day
Set up new suppliers within a week
Claims are settled in five days instead of nine with the help of generative AI
Handle 30% more cases with the same team by using AI agents
Warranty letters are answered within a day; a language model drafts them
Cut energy use by a tenth. AI may help
Reduce waiting time at the desk before we think of a chatbot
Patients reach a nurse in two minutes
Contact centre agents handle 20% more calls
Our agents answer emails in an hour
The virtual assistant's wrong answers fall from 8% to 2%
Chatbot escalations fall by a third
Model risk committee approves changes in two weeks instead of eight
Maintain uptime of the booking platform at 99.9%
Claude Monet exhibition sells 20% more tickets
Stop fraud losses growing beyond 1m a year
Use of paper forms falls by half
Add 3% to margin
Provide quotes within the hour
Train drivers in half the time
Make invoices error-free
Do month-end in two days
Become carbon neutral by cutting transport 30%
Deploy technicians within 4 hours of a fault
Integrate acquired firms in 6 months
Invest in retention: keep 95% of key accounts
Pilot flights on time in 98%
Have every complaint answered within two days
Explore why 30% of baskets are abandoned and halve that
Cut the time our ML engineers spend on labelling by half
Gemini project handover finishes two weeks earlier
Answer 70% of supplier questions on the same day
Reduce procurement cycle time from 40 to 25 days
Half of all helpdesk tickets are closed without a person
Contract reviews take two days instead of ten, with LLM support
Improve forecast accuracy by 15 points
Fewer stock-outs in peak season
Dispatchers plan routes in 10 minutes rather than an hour
Lower cost per claim by £12
Raise NPS of first-line support by 8 points
Cut rework in engineering drawings by a quarter
Every tenant gets an answer within 24 hours
Reduce the hours nurses spend on documentation by 30%, for example with speech AI
Shorten time to hire to 30 days
Bring defect rate under 0.5%
Developers ship changes twice as fast with the same number of incidents
Free underwriters from copying data: 2 hours less a day
Ticket volume stays flat while sales grow, thanks to AI
Employees find answers within a minute, in Copilot or elsewhere
Loans are decided in an hour with the help of machine learning
"""


@pytest.mark.parametrize("sentence", TECHNOLOGY_FIRST.strip().splitlines())
def test_caught(sentence):
    found = technology_first(sentence)
    assert found is not None
    assert found.technology.lower() in sentence.lower()
    assert found.why
    # What is offered in its place would not be caught again.
    assert technology_first(found.rewrite) is None


@pytest.mark.parametrize("sentence", BUSINESS_FIRST.strip().splitlines())
def test_left_alone(sentence):
    assert technology_first(sentence) is None


def test_there_are_enough_sentences():
    assert len(TECHNOLOGY_FIRST.strip().splitlines()) >= 40
    assert len(BUSINESS_FIRST.strip().splitlines()) >= 40


def test_the_result_in_the_sentence_is_kept():
    found = technology_first("Leverage machine learning to reduce churn by 10%.")
    assert found is not None
    assert found.rewrite == "Reduce churn by 10%"


def test_the_plan_fills_the_blanks():
    found = technology_first("Build a chatbot", in_order())
    assert found is not None
    assert "Contacts resolved without a person from 0 to 0.33" in found.rewrite
    assert technology_first("Build a chatbot", Plan()).rewrite.count(BLANK) >= 4  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["", "   ", "?", "🤖", "AI" * 300, "(" * 500, "use " * 150, "=1+1", "<b>AI</b>"])
def test_odd_input_is_no_fault(text):
    technology_first(text, replaced(Plan(), "objectives.process", "<i>x</i>"))
